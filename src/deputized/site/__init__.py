"""The site: static pages from the registry, in English and Spanish, complete without scripts."""
