#include "scenarios/study/read/include.h"

#include <fmt/format.h>

#include <algorithm>

#include "scenarios/study/tables/study_keys.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDeepest = 8;
constexpr int kMostFiles = 100;  // read, some perhaps twice: a limit for hostile studies

/// The files of a chain of includes, from the study to the current file.
struct Chain {
  std::vector<fs::path> files;     ///< canonical paths
  std::vector<std::string> names;  ///< as messages name them
};

std::vector<Value> included_files(const Value& include) {
  if (!include.given()) return {};
  if (include.is_scalar()) return {include};
  return include.list();
}

/// Checks the names. Settings are read, and so checked, if the study uses them.
void check_included(const Value& root) {
  std::vector<std::string> known{"tiersim", "include"};
  for (const StudyKey& key : study_keys())
    if (key.included != StudyKey::Included::no) known.push_back(key.name());
  root.check_keys(known);
  if (const Value version = root["tiersim"]; version.given()) version.integer(1, 1);
  for (const StudyKey& key : study_keys()) {
    if (key.included != StudyKey::Included::by_name) continue;
    if (key.entries.empty())
      root[key.name()].check_unique_keys();
    else
      root[key.name()].check_keys(names_of(key.entries));
  }
}

void add_defaults(const Value& root, Document& document) {
  for (const StudyKey& key : study_keys()) {
    if (key.included == StudyKey::Included::no) continue;
    const Value value = root[key.name()];
    if (!value.given()) continue;
    document.add_default(key.name(), value.setting());
    if (key.included == StudyKey::Included::whole) continue;
    for (const auto& [name, entry] : value.entries())
      if (entry.given()) document.add_default(key.name() + "." + name, entry.setting());
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
    const Value root = Value::root_of(included, context_);
    check_included(root);
    add_defaults(root, document_);
    follow(root["include"], chain);
  }

  Document& document_;
  ReadContext context_;
  int files_{0};
};

}  // namespace

void read_includes(Document& document) {
  ReadContext context;
  const Value include = Value::root_of(document, context)["include"];
  if (!include.given()) return;
  std::error_code error;
  Chain chain{{fs::canonical(document.file(), error)}, {document.file()}};
  Includes(document).follow(include, chain);
}

}  // namespace tiersim
