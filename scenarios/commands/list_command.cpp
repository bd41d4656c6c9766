#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>

#include "models/catalog/catalog.h"
#include "scenarios/commands/command.h"
#include "scenarios/study/reference/key_list.h"
#include "scenarios/study/reference/study_schema.h"

namespace tiersim {
namespace {

struct ListArguments {
  std::string what;
  std::string form{"text"};
};

/// The keys of studies as text, as Markdown tables, or as JSON Schema.
int list_keys(const std::string& form) {
  fmt::print("{}", form == "schema"     ? study_schema()
                   : form == "markdown" ? key_tables()
                                        : key_list());
  return 0;
}

int list_entries(const std::string& what) {
  const auto& entries = what == "subjects"    ? known_subjects()
                        : what == "operators" ? known_operators()
                        : what == "tiers"     ? known_tiers()
                                              : known_datasets();
  std::size_t width = 0;
  for (const CatalogEntry& entry : entries) width = std::max(width, entry.name.size());
  for (const CatalogEntry& entry : entries)
    fmt::print("{:<{}}  {}\n", entry.name, width, entry.description);
  return 0;
}

}  // namespace

Command add_list_command(CLI::App& app, CommandLine&) {
  CLI::App* call = app.add_subcommand("list", "Print what studies may name");
  const auto arguments = std::make_shared<ListArguments>();
  call->add_option("what", arguments->what, "subjects, operators, tiers, datasets or keys")
      ->required()
      ->check(CLI::IsMember({"subjects", "operators", "tiers", "datasets", "keys"}));
  call->add_option("--as", arguments->form, "Of keys: text, markdown or schema (JSON Schema)")
      ->capture_default_str()
      ->check(CLI::IsMember({"text", "markdown", "schema"}));
  return {call, [arguments] {
            return arguments->what == "keys" ? list_keys(arguments->form)
                                             : list_entries(arguments->what);
          }};
}

}  // namespace tiersim
