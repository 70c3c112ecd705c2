// What the search needs to know. No summaries: they would be fetched, which neither the policy nor file:// allows.
const DOCUMENTATION_OPTIONS = {
  VERSION: "1.0",
  LANGUAGE: "en-US",
  BUILDER: "html",
  FILE_SUFFIX: ".html",
  LINK_SUFFIX: ".html",
  COLLAPSE_INDEX: false,
  NAVIGATION_WITH_KEYS: false,
  SHOW_SEARCH_SUMMARY: false,
  ENABLE_SEARCH_SHORTCUTS: false,
};