"""The annotated source: the page that says what each module is for, and the code itself."""
