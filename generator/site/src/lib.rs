//! The site: Markdown in, pages out.
