/* The shapes of what the modules hand to each other; nothing here runs. */

/** @import { Frames } from "./frames.js" */

/**
 * A figure as plain data, as Python draws it. Its colours have names ("@line-0"); arrays are typed arrays.
 *
 * @typedef {{ data: Trace[], layout: Layout }} Drawing
 * @typedef {Record<string, any>} Trace
 * @typedef {Record<string, any> & { meta?: Meta }} Layout
 * @typedef {{ caption?: string, height?: number, play?: Play, labels?: Labels }} Meta `height` in px, where the figure
 *   needs its own
 * @typedef {{ narrow: Trace[], low: Trace[], titles: Names, texts: Record<"narrow" | "low", Record<string, string[]>>, names?: { traces: Names, shapes: Names } }} Labels
 *   annotations of a narrow canvas and of a low one, the titles of axes the texts of traces, and what the legend of a narrow one says of which traces and shapes, by their numbers
 * @typedef {Record<string, string>} Names
 * @typedef {Record<string, string>} Colors the colour that a name stands for in a theme
 * @typedef {ReturnType<typeof setTimeout>} Timer
 */

/**
 * How a run is played: points that run along lines, elements that hop between wells, or a picture that comes about.
 *
 * @typedef {Run | { swarm: Swarm, film?: undefined } | { film: Film, swarm?: undefined }} Play
 *
 * @typedef {object} Run
 * @property {number} along the trace whose points the run goes through
 * @property {{ of: string, log: boolean }} pace the column of that trace along which the run is even
 * @property {{ trace: number, along: number }[]} heads the traces of one point, and the lines that they run along
 * @property {Reading[]} readings what is said of the place
 * @property {undefined} [swarm]
 * @property {undefined} [film]
 *
 * @typedef {{ text: string, trace: number, of: string, unit: string, power?: boolean }} Reading a column of a trace,
 *   or 10 to the `power` of it
 *
 * @typedef {object} Swarm times are in relaxation times
 * @property {number} trace the trace of the elements
 * @property {number} potential the trace of the potential in which they are
 * @property {ArrayLike<number>} time when an element hops, in order; rows are filled up with NaN
 * @property {ArrayLike<number>} element which one does
 * @property {ArrayLike<number>} shift how far each element is seen from the middle of its well
 * @property {ArrayLike<number>} lift how far above the potential
 * @property {number} flight how long a hop takes
 * @property {number} last when the run ends
 * @property {number} unit_s the relaxation time, s
 * @property {ArrayLike<number>} exact the expected share in the lower well, at even times from 0 to `last`
 */

/**
 * A picture as it was at some moments.
 *
 * @typedef {object} Film
 * @property {number} trace the trace that changes
 * @property {string} of its column
 * @property {number} width of its rows, if it has any
 * @property {ArrayLike<number>[]} frames the column at each moment, row after row
 * @property {ArrayLike<number>} n updates made
 * @property {{ text: string, values: ArrayLike<number>, unit: string }[]} readings what is said of each moment
 */

/**
 * What every figure is told: `colors` of each theme, whether it is for a `classroom`, or `veiled` while a question
 * about it is open.
 *
 * @typedef {object} Look
 * @property {object} template Plotly's template
 * @property {{ light: Colors, dark: Colors }} colors
 * @property {boolean} classroom
 * @property {boolean} veiled
 */

/**
 * What a page of the app hands down to a live figure.
 *
 * @typedef {Look & Page} Live
 *
 * @typedef {object} Page
 * @property {string} name of the figure, as in its address
 * @property {string} title
 * @property {string} version of the software
 * @property {string} base the path under which the app is served
 * @property {string} query the parameters as a query
 * @property {string} link what the shared address of the page says
 * @property {boolean} bare whether the address of the page says nothing yet
 * @property {unknown} drawing the committed drawing, its arrays encoded
 * @property {string} description
 * @property {Record<string, Slider>} sliders the parameters that sliders move
 * @property {number} height px
 * @property {{ key: string, label: string, options: Record<string, string> }[]} paper the choices for print
 * @property {{ key: string, label: string, unit: string, least: number, most: number, start: number }[]} lengths what
 *   may be said of an own size
 * @property {string} missing what is missing for pictures, if anything
 * @property {string} citation
 * @property {string} snippet
 *
 * @typedef {object} Slider from the value of an input to the number of its stop
 * @property {number} start the value at the first stop
 * @property {number} step from one stop to the next
 * @property {(number | string)[]} stops
 * @property {number} committed the stop that the page has drawn, or that is nearest to what it has
 * @property {boolean} between whether what it has drawn lies beside that stop
 * @property {number | null} heard the stop at which the page believes the thumb to be, if it is one
 */

/**
 * Who computes what a live figure asks for. Today a server answers; whoever else does takes its place with these.
 *
 * What is asked for is a query of parameters. A promise that fails does so with a `Refusal`, which says why in words
 * for the reader, or with any other error where nobody answers.
 *
 * @typedef {object} Source
 * @property {string} plotly the address of Plotly's script
 * @property {boolean} isHere whether it works in the page itself: a single drawing is there as soon as a thumb has moved,
 *   and an export has no address
 * @property {(name: string, query: URLSearchParams) => Promise<Drawing | null>} drawing one drawing of a figure; null
 *   while the source has no room for it
 * @property {(name: string, over: string, query: URLSearchParams, near: number, count?: number) =>
 *   Promise<Frames | null>} frames its frames along a slider: a few, made at once, around the stop that is `near`, or
 *   as many as are counted, all with their notes as they stand there; null while the source has no room for them: ask
 *   again later
 * @property {(name: string, query: URLSearchParams) => Promise<Print>} print a drawing laid out for paper
 * @property {(name: string, format: string, query: URLSearchParams) => Promise<string>} text an export of it to copy
 * @property {(name: string, format: string, query: URLSearchParams) => Promise<Blob>} file an export of it
 * @property {(name: string, format: string, query: URLSearchParams) => string} address where a link finds that export
 * @property {() => Promise<void>} answers fails while nobody answers
 *
 * @typedef {Drawing & { scale: number, image_scale: number, faces: string }} Print `scale` from its canvas to paper at
 *   96 pixels to the inch, `image_scale` to the pixels of an image, `faces` the style sheet of its fonts
 */

/**
 * What a figure in a file by itself comes with.
 *
 * @typedef {Look & Content} Alone
 *
 * @typedef {object} Content
 * @property {string} place what tells it from other figures of its page
 * @property {string} title
 * @property {number} height px
 * @property {unknown} drawing its arrays encoded
 * @property {string} description
 * @property {number} start the frame at which all controls stand at first
 * @property {string} frames in base64; empty where nothing moves
 * @property {Control[]} controls
 *
 * @typedef {{ key: string, label: string, readings: string[], texts: string[], start: number, named: boolean }} Control its
 *   stops as people read them, and as addresses say them
 */

export {};
