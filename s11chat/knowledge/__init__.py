"""What a term or standard means: articles, their links, and search over them."""
