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
constexpr const char* kMergedFrom = "merged_from";

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
  Merge(const std::vector<fs::path>& paths, const std::vector<SettingColumn>& settings)
      : paths_(paths), settings_(settings) {
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
    names.erase(kMergedFrom);  // is made anew below
    for (const std::string& name : names) {
      std::vector<std::string> values;
      for (const auto& file : files_)
        values.push_back(file->has_attribute(name) ? file->text_attribute(name) : "");
      out.attribute(name, together(name, values));
    }
    std::vector<std::string> from;
    for (std::size_t i = 0; i < paths_.size(); ++i)
      from.push_back(files_[i]->has_attribute(kMergedFrom) ? files_[i]->text_attribute(kMergedFrom)
                                                           : paths_[i].filename().string());
    out.attribute(kMergedFrom, fmt::format("{}", fmt::join(from, ", ")));
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
    if (table.group == std::string("/scenarios"))
      for (const SettingColumn& setting : settings_) names.insert("sweep." + setting.path);
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
    const SettingColumn* const setting = setting_of(name);
    if (kinds.empty() && setting) {
      kinds.insert(are_numbers(*setting, unit) ? Hdf5Reader::Kind::number : Hdf5Reader::Kind::text);
      description = "value of " + setting->path + " in the merged file";
    }
    if (kinds.count(Hdf5Reader::Kind::text) > 0 && kinds.size() > 1)
      throw UserError(
          fmt::format("{}: {} holds words in one file and numbers in another (sweep the "
                      "same kind of values)",
                      paths_[0].string(), name));
    if (kinds.count(Hdf5Reader::Kind::text) > 0) {
      const auto missing = [&](std::size_t file) { return text_of(setting, file); };
      out.column(name, joined<Texts>(table, name, missing, &Hdf5Reader::texts), description);
    } else if (kinds.count(Hdf5Reader::Kind::number) > 0) {
      const auto missing = [&](std::size_t file) { return number_of(setting, file, unit); };
      out.column(name, joined<Numbers>(table, name, missing, &Hdf5Reader::numbers), unit,
                 description);
    } else {
      // A request that does not pass a step has 0 there.
      const std::int64_t none = table.group == std::string("/requests") ? 0 : -1;
      const auto missing = [&](std::size_t) { return none; };
      out.column(name, joined<Integers>(table, name, missing, &Hdf5Reader::integers), unit,
                 description);
    }
  }

  /// The setting that the column `name` is of; nullptr if it is another column.
  const SettingColumn* setting_of(const std::string& name) const {
    for (const SettingColumn& setting : settings_)
      if (name == "/scenarios/sweep." + setting.path) return &setting;
    return nullptr;
  }

  /// Whether all values of a setting are numbers in the same unit, which is then stored in `unit`.
  static bool are_numbers(const SettingColumn& setting, std::string& unit) {
    std::set<std::string> units;
    for (const std::optional<SweepValue>& value : setting.values)
      if (value)
        units.insert(std::holds_alternative<double>(value->value) ? value->unit : std::string());
    if (units.size() != 1 || units.begin()->empty()) return false;
    unit = *units.begin();
    return true;
  }

  /// The cells of a file that lacks the column.
  static std::string text_of(const SettingColumn* setting, std::size_t file) {
    return setting && setting->values[file] ? setting->values[file]->text : "";
  }
  static double number_of(const SettingColumn* setting, std::size_t file, const std::string& unit) {
    const SweepValue* const value =
        setting && setting->values[file] ? &*setting->values[file] : nullptr;
    return value && std::holds_alternative<double>(value->value) && value->unit == unit
               ? std::get<double>(value->value)
               : std::numeric_limits<double>::quiet_NaN();
  }

  /// The rows of all files. `missing(i)` is the value of all rows of file i if it lacks the column.
  template <typename Values, typename Missing>
  Values joined(const Table& table, const std::string& name, Missing missing,
                Values (Hdf5Reader::*read)(const std::string&) const) const {
    const auto rows_of = kRowsOf.find(name);
    Values all;
    std::int64_t before = 0;  // rows of the files before, which row numbers count on from
    for (std::size_t i = 0; i < files_.size(); ++i) {
      const Hdf5Reader& file = *files_[i];
      Values own;
      if (file.is_column(name)) own = (file.*read)(name);
      own.resize(file.rows_of(fmt::format("{}/{}", table.group, table.key)), missing(i));
      if constexpr (std::is_same_v<Values, Integers>) {
        if (rows_of != kRowsOf.end()) {
          for (std::int64_t& row : own)
            if (row >= 0) row += before;
          before += static_cast<std::int64_t>(file.rows_of(rows_of->second));
        }
      }
      all.insert(all.end(), own.begin(), own.end());
    }
    return all;
  }

  const std::vector<fs::path>& paths_;
  const std::vector<SettingColumn>& settings_;
  std::vector<std::unique_ptr<Hdf5Reader>> files_;
};

}  // namespace

void merge_results(const std::vector<fs::path>& paths, const fs::path& output,
                   const std::vector<SettingColumn>& settings) {
  const Merge merge(paths, settings);
  const PartialFile partial(output);
  Hdf5Writer out(partial.path());
  merge.write_to(out);
  out.close();
  publish(partial.path(), output);
}

}  // namespace tiersim
