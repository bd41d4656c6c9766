#include "scenarios/study/read/include.h"

#include <fmt/format.h>

#include <algorithm>

#include "models/catalog/catalog.h"
#include "scenarios/study/read/read_links.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepest = 8;
constexpr int kMostFiles = 100;  // that are read, some perhaps again: a bound for hostile ones
const std::vector<std::string> kNamed{"tiers", "links", "models"};  // entries win by name
const std::vector<std::string> kIncludedWhole{"network", "relay", "request"};

/// Where a chain of includes has come to.
struct Chain {
  std::vector<fs::path> files;     ///< by their true paths
  std::vector<std::string> names;  ///< as messages name them
};

std::vector<Value> included_files(const Value& include) {
  if (!include.given()) return {};
  if (include.is_scalar()) return {include};
  return include.list();
}

/// Settings that any study has are read, and so checked, where they are used; names are not.
void check_included(const Value& root) {
  root.check_keys(
      {"tiersim", "include", "tiers", "links", "models", "network", "relay", "request"});
  if (const Value version = root["tiersim"]; version.given()) version.integer(1, 1);
  root["tiers"].check_keys(names_of(known_tiers()));
  root["links"].check_keys(known_links());
  root["models"].check_unique_keys();
}

void add_defaults(const Value& root, Document& document) {
  for (const auto& [key, value] : root.entries()) {
    const bool named = std::find(kNamed.begin(), kNamed.end(), key) != kNamed.end();
    if (!value.given()) continue;
    if (!named &&
        std::find(kIncludedWhole.begin(), kIncludedWhole.end(), key) == kIncludedWhole.end())
      continue;
    document.add_default(key, value.setting());
    if (!named) continue;
    for (const auto& [name, entry] : value.entries())
      if (entry.given()) document.add_default(key + "." + name, entry.setting());
  }
}

class Includes {
 public:
  explicit Includes(Document& document) : document_(document) {}

  void follow(const Value& include, const Chain& chain) {
    std::vector<Value> files = included_files(include);
    std::for_each(files.rbegin(), files.rend(), [&](const Value& file) { read(file, chain); });
  }

 private:
  void read(const Value& value, Chain chain) {
    const std::string written = value.text();
    if (value.folder().empty())
      value.fail("cannot be followed here (give a study file, or write the settings themselves)");
    const fs::path path = value.folder() / written;
    std::error_code error;
    const fs::path true_path = fs::canonical(path, error);
    if (error || written.empty())
      value.fail(fmt::format("\"{}\" does not exist (paths start at the file's folder, {})",
                             printable(written), value.folder().string()));
    if (!fs::is_regular_file(true_path, error))
      value.fail(fmt::format("\"{}\" is no file (name a YAML file)", printable(written)));
    const std::string name = path.lexically_proximate(fs::current_path()).string();
    const bool circular =
        std::find(chain.files.begin(), chain.files.end(), true_path) != chain.files.end();
    chain.files.push_back(true_path);
    chain.names.push_back(name);
    if (circular)
      value.fail(fmt::format("files include each other: {} (leave one of these includes out)",
                             fmt::join(chain.names, " -> ")));
    if (chain.files.size() > kDeepest + 1)
      value.fail(
          fmt::format("is more than {} files deep (include fewer after each other)", kDeepest));
    if (++files_ > kMostFiles)
      value.fail(fmt::format("is one of more than {} files (include fewer)", kMostFiles));
    Document included = Document::read(name);
    const Value root = Value::root_of(included);
    check_included(root);
    add_defaults(root, document_);
    follow(root["include"], chain);
  }

  Document& document_;
  int files_{0};
};

}  // namespace

void read_includes(Document& document) {
  const Value include = Value::root_of(document)["include"];
  if (!include.given()) return;
  std::error_code error;
  Chain chain{{fs::canonical(document.file(), error)}, {document.file()}};
  Includes(document).follow(include, chain);
}

}  // namespace tiersim
