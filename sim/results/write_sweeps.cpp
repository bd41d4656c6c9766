#include "sim/results/write_sweeps.h"

#include <variant>

#include "sim/results/columns.h"

namespace tiersim {

void write_sweeps(Hdf5Writer& file, const std::string& group,
                  const std::vector<std::vector<SweepValue>>& rows) {
  if (rows.empty()) return;
  using Row = std::vector<SweepValue>;
  for (std::size_t i = 0; i < rows[0].size(); ++i) {
    const SweepValue& first = rows[0][i];
    const std::string name = group + "/sweep." + first.path;
    const std::string description = "swept value of " + first.path;
    if (std::holds_alternative<double>(first.value)) {
      const auto value = [&](const Row& row) { return std::get<double>(row[i].value); };
      file.column(name, collect<Numbers>(rows, value), first.unit, description);
    } else {
      const auto value = [&](const Row& row) { return std::get<std::string>(row[i].value); };
      file.column(name, collect<Texts>(rows, value), description);
    }
  }
}

}  // namespace tiersim
