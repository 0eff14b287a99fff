"""What pages say beside their pictures, a module for each page."""
