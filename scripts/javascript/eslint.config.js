// Lint rules of the site's scripts: `npm run lint`, which runs at the root of the repository.
import globals from "globals";

export default [
  { ignores: ["conv/fatiao/sphinx_ext/static/vendor/**"] },
  {
    files: ["conv/fatiao/sphinx_ext/scripts/**/*.js", "conv/fatiao/sphinx_ext/static/**/*.js", "conv/fatiao/serving/static/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script", globals: { ...globals.browser, fatiaoSearch: "writable", fatiaoPlaces: "writable", fatiaoPage: "writable", fatiaoForms: "readonly", fatiaoShelf: "readonly", fatiaoProvisions: "readonly", fatiaoDocx: "readonly", fatiaoPins: "writable", fatiaoCards: "writable" } },
    rules: {
      "no-undef": "error",
      "no-unused-vars": "error",
      "no-var": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-shadow-restricted-names": "error",
      "max-lines-per-function": ["error", { max: 115, skipComments: true, skipBlankLines: true, IIFEs: false }],
      complexity: ["error", 25],
    },
  },
  {
    files: ["tests/javascript/**/*.mjs"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.node },
    rules: { "no-undef": "error", "no-unused-vars": "error", "prefer-const": "error", eqeqeq: "error" },
  },
];
