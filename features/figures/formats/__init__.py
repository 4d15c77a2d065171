"""The files of a figure: SVG, PDF and PNG from one scene."""
