"""The works this project cites, each once, in words and as BibTeX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import limcore

__all__ = ["CITATIONS", "KAPLAN", "PAPER", "PAPER_KEY", "SOFTWARE", "Citation", "address", "citation"]


@dataclass(frozen=True, kw_only=True)
class Citation:
    """One work: who wrote it, what it is called, where it appeared."""

    key: str
    """Its name in BibTeX."""
    authors: tuple[str, ...]
    """As "Given Names Family", in order; the last may be "others"."""
    title: str
    venue: str
    """The journal or the conference, or "arXiv"."""
    year: int
    volume: str = ""
    pages: str = ""
    doi: str = ""
    arxiv: str = ""
    version: str = ""
    kind: str = "article"
    note: str = ""
    """Why it has no DOI, where a reader would look for one."""
    why: str
    """What this project takes from it."""

    @property
    def address(self) -> str:
        """Where it is found; empty if it has neither DOI nor arXiv number."""
        return address(self.doi, f"https://arxiv.org/abs/{self.arxiv}" if self.arxiv else "")

    @property
    def text(self) -> str:
        """The citation in words."""
        names = [_initials(name) for name in self.authors]
        several = " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
        people = f"{names[0]} et al." if len(names) > 3 or "others" in self.authors else several
        where = " ".join(part for part in (self.venue, self.volume) if part)
        where += f", {self.pages}" if self.pages else ""
        return f"{people}, “{self.title}”, {where}{f':{self.arxiv}' if self.venue == 'arXiv' else ''}, {self.year}"

    @property
    def bibtex(self) -> str:
        """The citation as an entry of BibTeX."""
        fields = {
            "author": " and ".join(self.authors),
            "title": f"{{{self.title}}}",
            "booktitle" if self.kind == "inproceedings" else "journal": self.venue,
            "year": str(self.year),
            "volume": self.volume,
            "pages": self.pages.replace("–", "--"),
            "doi": self.doi,
            "eprint": self.arxiv,
            "archiveprefix": "arXiv" if self.arxiv else "",
            "version": self.version,
            "note": self.note,
        }
        lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
        return "\n".join([f"@{self.kind}{{{self.key},", *lines, "}"])


def _initials(name: str) -> str:
    *given, family = name.split()
    return " ".join([*(f"{part[0]}." for part in given), family])


def address(doi: str, url: str) -> str:
    """Give where a source is found: by its DOI if it has one."""
    return f"https://doi.org/{doi}" if doi else url


CITATIONS: Final[dict[str, Citation]] = {
    citation.key: citation
    for citation in (
        Citation(
            key="chakrabartty2023walls",
            authors=("Shantanu Chakrabartty", "Gert Cauwenberghs"),
            title="Performance Walls in Machine Learning and Neuromorphic Systems",
            venue="IEEE International Symposium on Circuits and Systems (ISCAS)",
            year=2023,
            kind="inproceedings",
            note="Its DOI is left out here: it could not be looked up where this entry was written",
            why="The theory shown here: Eqs. 1 to 7 and Figs. 1 to 4.",
        ),
        Citation(
            key="landauer1961",
            authors=("Rolf Landauer",),
            title="Irreversibility and Heat Generation in the Computing Process",
            venue="IBM Journal of Research and Development",
            year=1961,
            volume="5",
            pages="183–191",
            doi="10.1147/rd.53.0183",
            why="The least heat of erasing a bit, kT ln 2.",
        ),
        Citation(
            key="kramers1940",
            authors=("Hendrik Anthony Kramers",),
            title="Brownian Motion in a Field of Force and the Diffusion Model of Chemical Reactions",
            venue="Physica",
            year=1940,
            volume="7",
            pages="284–304",
            doi="10.1016/S0031-8914(40)90098-2",
            why="Where Eq. 1 comes from, and that it needs a barrier of several kT.",
        ),
        Citation(
            key="lifson1962",
            authors=("Shneior Lifson", "Julius Lee Jackson"),
            title="On the Self-Diffusion of Ions in a Polyelectrolyte Solution",
            venue="The Journal of Chemical Physics",
            year=1962,
            volume="36",
            pages="2410–2414",
            doi="10.1063/1.1732899",
            why="Diffusion in a periodic potential, exactly: how far Eq. 1 is off in a row of cosine wells.",
        ),
        Citation(
            key="desplat2020",
            authors=("Louise Desplat", "Joo-Von Kim"),
            title="Entropy-Reduced Retention Times in Magnetic Memory Elements: A Case of the Meyer-Neldel "
            "Compensation Rule",
            venue="arXiv",
            year=2020,
            arxiv="2007.02152",
            why="A memory whose attempt rate grows exponentially with its barrier, to 10²¹ per second.",
        ),
        Citation(
            key="proesmans2020",
            authors=("Karel Proesmans", "Jannik Ehrich", "John Bechhoefer"),
            title="Finite-Time Landauer Principle",
            venue="Physical Review Letters",
            year=2020,
            volume="125",
            pages="100602",
            doi="10.1103/PhysRevLett.125.100602",
            arxiv="2006.03242",
            why="What it costs to erase a bit within a time.",
        ),
        Citation(
            key="shiraishi2018",
            authors=("Naoto Shiraishi", "Ken Funo", "Keiji Saito"),
            title="Speed Limit for Classical Stochastic Processes",
            venue="Physical Review Letters",
            year=2018,
            volume="121",
            pages="070601",
            doi="10.1103/PhysRevLett.121.070601",
            arxiv="1802.06554",
            why="The thermodynamic speed limit: heat against net jumps and all jumps.",
        ),
        Citation(
            key="lee2022",
            authors=("Jae Sung Lee", "Sangyun Lee", "Hyukjoon Kwon", "Hyunggyu Park"),
            title="Speed Limit for a Highly Irreversible Process and Tight Finite-Time Landauer’s Bound",
            venue="Physical Review Letters",
            year=2022,
            volume="129",
            pages="120603",
            doi="10.1103/PhysRevLett.129.120603",
            arxiv="2204.07388",
            why="The tight form of the speed limit, which two wells meet.",
        ),
        Citation(
            key="brown2020",
            authors=("Tom Brown", "others"),
            title="Language Models are Few-Shot Learners",
            venue="arXiv",
            year=2020,
            arxiv="2005.14165",
            why="A training (GPT-3) whose whole gradient is kept to a length of 1.",
        ),
        Citation(
            key="schnakenberg1976",
            authors=("Jürgen Schnakenberg",),
            title="Network Theory of Microscopic and Macroscopic Behavior of Master Equation Systems",
            venue="Reviews of Modern Physics",
            year=1976,
            volume="48",
            pages="571–585",
            doi="10.1103/RevModPhys.48.571",
            why="The floor of detailed balance under what updates dissipate.",
        ),
        Citation(
            key="gillespie1977",
            authors=("Daniel Thomas Gillespie",),
            title="Exact Stochastic Simulation of Coupled Chemical Reactions",
            venue="The Journal of Physical Chemistry",
            year=1977,
            volume="81",
            pages="2340–2361",
            doi="10.1021/j100540a008",
            why="The algorithm by which elements hop on the wells page.",
        ),
        Citation(
            key="robbins1951",
            authors=("Herbert Robbins", "Sutton Monro"),
            title="A Stochastic Approximation Method",
            venue="The Annals of Mathematical Statistics",
            year=1951,
            volume="22",
            pages="400–407",
            doi="10.1214/aoms/1177729586",
            why="How fast learning rates may fall if learning is to converge.",
        ),
        Citation(
            key="mehta2022",
            authors=("Darshit Mehta", "Mustafizur Rahman", "Kenji Aono", "Shantanu Chakrabartty"),
            title="An Adaptive Synaptic Array Using Fowler–Nordheim Dynamic Analog Memory",
            venue="Nature Communications",
            year=2022,
            volume="13",
            pages="1670",
            doi="10.1038/s41467-022-29320-6",
            arxiv="2104.05926",
            why="A device whose barrier follows the learning: 5 fJ for an update.",
        ),
        Citation(
            key="amit1994",
            authors=("Daniel J. Amit", "Stefano Fusi"),
            title="Learning in Neural Networks with Material Synapses",
            venue="Neural Computation",
            year=1994,
            volume="6",
            pages="957–982",
            doi="10.1162/neco.1994.6.5.957",
            why="The binary synapse: new patterns write over old ones, so that a memory lasts as log N.",
        ),
        Citation(
            key="fusi2005",
            authors=("Stefano Fusi", "Patrick J. Drew", "Laurence F. Abbott"),
            title="Cascade Models of Synaptically Stored Memories",
            venue="Neuron",
            year=2005,
            volume="45",
            pages="599–611",
            doi="10.1016/j.neuron.2005.02.001",
            why="Synapses whose levels are ever harder to leave, which forget as a power of time.",
        ),
        Citation(
            key="benna2016",
            authors=("Marcus K. Benna", "Stefano Fusi"),
            title="Computational Principles of Synaptic Memory Consolidation",
            venue="Nature Neuroscience",
            year=2016,
            volume="19",
            pages="1697–1706",
            doi="10.1038/nn.4401",
            arxiv="1507.07580",
            why="Variables from fast to slow that exchange both ways: a capacity nearly as large as N.",
        ),
        Citation(
            key="lahiri2013",
            authors=("Subhaneil Lahiri", "Surya Ganguli"),
            title="A Memory Frontier for Complex Synapses",
            venue="Advances in Neural Information Processing Systems",
            year=2013,
            volume="26",
            pages="1034–1042",
            note="These proceedings give no DOI",
            why="The bound on memory over all synapses with so many states.",
        ),
        Citation(
            key="rahman2023",
            authors=("Mustafizur Rahman", "Subhankar Bose", "Shantanu Chakrabartty"),
            title="On-Device Synaptic Memory Consolidation Using Fowler-Nordheim Quantum-Tunneling",
            venue="Frontiers in Neuroscience",
            year=2023,
            volume="16",
            pages="1050585",
            doi="10.3389/fnins.2022.1050585",
            why="The Fowler-Nordheim memory as a synapse: near-optimal in how long it remembers, as its authors state.",
        ),
        Citation(
            key="kaplan2020",
            authors=("Jared Kaplan", "others"),
            title="Scaling Laws for Neural Language Models",
            venue="arXiv",
            year=2020,
            arxiv="2001.08361",
            why="Training a transformer takes 6 operations for each parameter and token.",
        ),
        Citation(
            key="berut2012",
            authors=(
                *("Antoine Bérut", "Artak Arakelyan", "Artyom Petrosyan", "Sergio Ciliberto"),
                *("Raoul Dillenschneider", "Eric Lutz"),
            ),
            title="Experimental Verification of Landauer’s Principle Linking Information and Thermodynamics",
            venue="Nature",
            year=2012,
            volume="483",
            pages="187–189",
            doi="10.1038/nature10872",
            why="A bit that was erased for hardly more than kT ln 2: a bead in a trap of light.",
        ),
        Citation(
            key="jun2014",
            authors=("Yonggun Jun", "Momčilo Gavrilov", "John Bechhoefer"),
            title="High-Precision Test of Landauer’s Principle in a Feedback Trap",
            venue="Physical Review Letters",
            year=2014,
            volume="113",
            pages="190601",
            doi="10.1103/PhysRevLett.113.190601",
            why="The same, in a trap made by feedback: erasing takes work of kT ln 2 on average.",
        ),
        Citation(
            key="kempes2017",
            authors=("Christopher P. Kempes", "David Wolpert", "Zachary Cohen", "Juan Pérez-Mercader"),
            title="The Thermodynamic Efficiency of Computations Made in Cells Across the Range of Life",
            venue="Philosophical Transactions of the Royal Society A",
            year=2017,
            volume="375",
            pages="20160343",
            doi="10.1098/rsta.2016.0343",
            why="Building a protein takes a cell only about ten times the limit.",
        ),
        Citation(
            key="kirkpatrick2017",
            authors=("James Kirkpatrick", "Razvan Pascanu", "Neil Rabinowitz", "Joel Veness", "others"),
            title="Overcoming Catastrophic Forgetting in Neural Networks",
            venue="Proceedings of the National Academy of Sciences",
            year=2017,
            volume="114",
            pages="3521–3526",
            doi="10.1073/pnas.1611835114",
            arxiv="1612.00796",
            why="Elastic weight consolidation: weights that mattered to a first task are held by a spring.",
        ),
        Citation(
            key="alpaydin1998",
            authors=("Ethem Alpaydin", "Cenk Kaynak"),
            title="Optical Recognition of Handwritten Digits",
            venue="UCI Machine Learning Repository",
            year=1998,
            doi="10.24432/C50P49",
            why="1797 handwritten digits of 8 by 8 pixels, its test set, under the licence CC BY 4.0.",
        ),
        Citation(
            key="chen2024",
            authors=("Zihao Chen", "Johannes Leugering", "Gert Cauwenberghs", "Shantanu Chakrabartty"),
            title="Energy-efficiency Limits on Training AI Systems using Learning-in-Memory",
            venue="arXiv",
            year=2024,
            arxiv="2402.14878v2",
            why="The published claim for a model of the size of a brain, as versions 1 and 2 state it. Later "
            "versions have another title and other authors, and their abstract leaves it out.",
        ),
    )
}

SOFTWARE: Final = Citation(
    key="performance_walls",
    authors=("{The performance-walls developers}",),
    title="Performance walls explorer",
    venue="",
    year=2026,
    version=limcore.__version__,
    kind="software",
    note="No DOI: this software is in no archive that gives one",
    why="The program that computed and drew the figures.",
)

PAPER_KEY: Final = "chakrabartty2023walls"

PAPER: Final = CITATIONS[PAPER_KEY].text

KAPLAN: Final = CITATIONS["kaplan2020"].text


def citation() -> str:
    """Give the theory and this software as BibTeX: what a figure is cited by."""
    return f"{CITATIONS[PAPER_KEY].bibtex}\n\n{SOFTWARE.bibtex}\n"
