#pragma once

#include <fmt/format.h>

#include <filesystem>
#include <string>
#include <vector>

#include "sim/base/error.h"
#include "sim/records/field.h"
#include "sim/records/field_value.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

/// Throws UserError: the results file `path` is damaged, because the columns of `group` do not fit
/// together.
[[noreturn]] inline void fail_as_damaged(const std::filesystem::path& path,
                                         const std::string& group) {
  throw UserError(fmt::format("{}: is damaged: {}/ contradicts itself (run the study again)",
                              path.string(), group));
}

/// Reads all rows of a group as records. `fields` is the table of fields of the record, which names
/// the columns. If an optional column is missing, its member keeps its initial value. Throws
/// UserError, which names `path`, if a required column is missing, if a column has another type, or
/// if the columns differ in length.
template <typename Record, typename Fields>
std::vector<Record> read_fields(const Hdf5Reader& file, const std::filesystem::path& path,
                                const std::string& group, const Fields& fields) {
  std::vector<Record> records(file.rows_of(group + "/" + std::get<0>(fields).name));
  const auto set = [&](const auto& values, auto assign) {
    if (values.size() != records.size()) fail_as_damaged(path, group);
    for (std::size_t i = 0; i < values.size(); ++i) assign(records[i], values[i]);
  };
  for_each_field(fields, [&](const auto& field) {
    if constexpr (kIsStored<decltype(field)>) {
      const std::string name = group + "/" + field.name;
      if (field.presence == Presence::optional && !file.is_column(name)) return;
      const auto assign = [&](Record& record, const auto& value) { record.*field.member = value; };
      using Value = std::decay_t<decltype(std::declval<Record>().*field.member)>;
      if constexpr (kIsText<Value>) {
        set(file.texts(name), assign);
      } else if constexpr (kIsNumber<Value>) {
        set(file.numbers(name), assign);
      } else {
        set(file.integers(name), [&](Record& record, std::int64_t integer) {
          assign(record, from_integer<Value>(integer));
        });
      }
    }
  });
  return records;
}

}  // namespace tiersim
