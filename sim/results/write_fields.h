#pragma once

#include <functional>
#include <string>

#include "sim/records/field.h"
#include "sim/records/field_value.h"
#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

/// Writes one column into `group` for each field of the table `fields` (sim/records/field.h).
/// `rows` are the records, one for each row. The group must exist already. Throws UserError if the
/// file cannot be written.
template <typename Rows, typename Fields>
void write_fields(Hdf5Writer& file, const std::string& group, const Rows& rows,
                  const Fields& fields) {
  using Row = typename Rows::value_type;
  for_each_field(fields, [&](const auto& field) {
    const std::string name = group + "/" + field.name;
    const auto value = [&](const Row& row) { return std::invoke(field.member, row); };
    using Value = decltype(value(rows.front()));
    if constexpr (kIsText<Value>) {
      file.column(name, collect<Texts>(rows, value), field.description);
    } else if constexpr (kIsNumber<Value>) {
      file.column(name, collect<Numbers>(rows, value), field.unit, field.description);
    } else {
      const auto integer = [&](const Row& row) { return to_integer(value(row)); };
      file.column(name, collect<Integers>(rows, integer), field.unit, field.description);
    }
  });
}

}  // namespace tiersim
