#include <fmt/chrono.h>
#include <fmt/format.h>

#include <ctime>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "sim/base/content_key.h"
#include "sim/base/error.h"
#include "sim/base/partial_file.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"
#include "sim/results/results_file.h"

namespace tiersim {
namespace {

namespace fs = std::filesystem;

constexpr const char* kBetween = "\n---\n";  // of YAML documents

/// The groups whose columns are equally long.
struct Table {
  const char* group;
  const char* key;  ///< a column that every file has
};
const std::vector<Table> kTables{{"/scenarios", "id"},         {"/requests", "scenario"},
                                 {"/variants", "subject"},     {"/variants/predictions", "class"},
                                 {"/variants/layers", "name"}, {"/profiles", "subject"},
                                 {"/cuts", "subject"},         {"/files", "path"}};
const char* const kSamples[] = {"/profiles/samples/service_ns", "/profiles/samples/load_ns"};

/// Columns that hold row numbers, each with a column of the group that these rows are in.
const std::map<std::string, std::string> kRowsOf{
    {"/scenarios/id", "/scenarios/id"},
    {"/scenarios/first_request", "/requests/scenario"},
    {"/scenarios/variant", "/variants/subject"},
    {"/requests/scenario", "/scenarios/id"},
    {"/variants/first_prediction", "/variants/predictions/class"},
    {"/variants/first_layer", "/variants/layers/name"},
    {"/profiles/first_sample", kSamples[0]},
    {"/profiles/first_load", kSamples[1]}};

class Merge {
 public:
  explicit Merge(const std::vector<fs::path>& paths) : paths_(paths) {
    for (const fs::path& path : paths) {
      files_.push_back(std::make_unique<Hdf5Reader>(path));
      check_schema(*files_.back(), path);
    }
  }

  void write_to(Hdf5Writer& out) const {
    write_attributes(out);
    for (const Table& table : kTables) {
      out.group(table.group);
      for (const std::string& column : columns_of(table))
        write_column(out, table, std::string(table.group) + "/" + column);
    }
    out.group("/profiles/samples");
    for (const char* samples : kSamples) {
      Integers all;
      for (const auto& file : files_) {
        const Integers own = file->integers(samples);
        all.insert(all.end(), own.begin(), own.end());
      }
      out.column(samples, all, "ns", files_[0]->description_of(samples));
    }
  }

 private:
  void write_attributes(Hdf5Writer& out) const {
    out.attribute("schema_version", kSchemaVersion);
    std::set<std::string> names;
    for (const auto& file : files_)
      for (const std::string& name : file->text_attributes()) names.insert(name);
    for (const std::string& name : names) {
      std::vector<std::string> values;
      for (const auto& file : files_)
        values.push_back(file->has_attribute(name) ? file->text_attribute(name) : "");
      out.attribute(name, together(name, values));
    }
    std::vector<std::string> from;
    for (const fs::path& path : paths_) from.push_back(path.filename().string());
    out.attribute("merged_from", fmt::format("{}", fmt::join(from, ", ")));
  }

  static std::string together(const std::string& name, const std::vector<std::string>& values) {
    const std::set<std::string> different(values.begin(), values.end());
    if (name == "created_utc")
      return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)));
    if (different.size() == 1) return values[0];
    if (name == "complete") return "no";
    if (name == "profiles_key") return content_key(values);
    return fmt::format("{}", fmt::join(values, kBetween));
  }

  /// The columns of all files. A file may lack a step or a swept path that another one has.
  std::set<std::string> columns_of(const Table& table) const {
    std::set<std::string> names;
    for (const auto& file : files_)
      for (const std::string& name : file->names_in(table.group))
        if (file->is_column(fmt::format("{}/{}", table.group, name))) names.insert(name);
    return names;
  }

  void write_column(Hdf5Writer& out, const Table& table, const std::string& name) const {
    std::set<Hdf5Reader::Kind> kinds;
    std::string unit, description;
    for (const auto& file : files_) {
      if (!file->is_column(name)) continue;
      kinds.insert(file->kind_of(name));
      unit = file->unit_of(name);
      description = file->description_of(name);
    }
    if (kinds.count(Hdf5Reader::Kind::text) > 0 && kinds.size() > 1)
      throw UserError(
          fmt::format("{}: {} holds words in one file and numbers in another (sweep the "
                      "same kind of values)",
                      paths_[0].string(), name));
    if (kinds.count(Hdf5Reader::Kind::text) > 0) {
      out.column(name, joined<Texts>(table, name, "", &Hdf5Reader::texts), description);
    } else if (kinds.count(Hdf5Reader::Kind::number) > 0) {
      constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
      out.column(name, joined<Numbers>(table, name, kUnknown, &Hdf5Reader::numbers), unit,
                 description);
    } else {
      // A request that does not pass a step has 0 there.
      const std::int64_t missing = table.group == std::string("/requests") ? 0 : -1;
      out.column(name, joined<Integers>(table, name, missing, &Hdf5Reader::integers), unit,
                 description);
    }
  }

  template <typename Values>
  Values joined(const Table& table, const std::string& name, typename Values::value_type missing,
                Values (Hdf5Reader::*read)(const std::string&) const) const {
    const auto rows_of = kRowsOf.find(name);
    Values all;
    std::int64_t before = 0;  // rows of the files before, which row numbers count on from
    for (const auto& file : files_) {
      Values own;
      if (file->is_column(name)) own = (*file.*read)(name);
      own.resize(file->rows_of(fmt::format("{}/{}", table.group, table.key)), missing);
      if constexpr (std::is_same_v<Values, Integers>) {
        if (rows_of != kRowsOf.end()) {
          for (std::int64_t& row : own)
            if (row >= 0) row += before;
          before += static_cast<std::int64_t>(file->rows_of(rows_of->second));
        }
      }
      all.insert(all.end(), own.begin(), own.end());
    }
    return all;
  }

  const std::vector<fs::path>& paths_;
  std::vector<std::unique_ptr<Hdf5Reader>> files_;
};

}  // namespace

void merge_results(const std::vector<fs::path>& paths, const fs::path& output) {
  const Merge merge(paths);
  const fs::path partial = partial_of(output);
  try {
    Hdf5Writer out(partial);
    merge.write_to(out);
    out.close();
    publish(partial, output);
  } catch (const std::exception&) {
    std::error_code ignored;
    fs::remove(partial, ignored);
    throw;
  }
}

}  // namespace tiersim
