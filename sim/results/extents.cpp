#include "sim/results/extents.h"

#include <numeric>

#include "sim/results/read_fields.h"

namespace tiersim {

void write_extents(Hdf5Writer& file, const std::string& group, const std::string& kind,
                   const std::string& place, const Integers& counts) {
  Integers first(counts.size());
  std::exclusive_scan(counts.begin(), counts.end(), first.begin(), std::int64_t{0});
  file.column(group + "/first_" + kind, first, "", "row of " + place);
  file.column(group + "/" + kind + "_count", counts, "", "rows of it");
}

Extents::Extents(const Hdf5Reader& file, const std::filesystem::path& path,
                 const std::string& group, const std::string& kind, std::size_t rows,
                 std::size_t elements)
    : first_(file.integers(group + "/first_" + kind)),
      count_(file.integers(group + "/" + kind + "_count")) {
  const auto total = static_cast<std::int64_t>(elements);
  if (first_.size() != rows || count_.size() != rows) fail_as_damaged(path, group);
  for (std::size_t row = 0; row < rows; ++row) {
    if (first_[row] < 0 || count_[row] < 0 || first_[row] > total ||
        count_[row] > total - first_[row])
      fail_as_damaged(path, group);
  }
}

}  // namespace tiersim
