#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/results/columns.h"
#include "sim/results/hdf5_file.h"

namespace tiersim {

// Each row of a group may own a list. All lists of a kind lie one after the other in columns
// elsewhere. Two columns of the group tell where a row's list lies: `first_<kind>` is the row where
// it begins, `<kind>_count` its length.

/// Writes the two columns. `place` names the columns that hold the lists.
void write_extents(Hdf5Writer& file, const std::string& group, const std::string& kind,
                   const std::string& place, const Integers& counts);

/// Reads the two columns.
class Extents {
 public:
  /// `elements`: the length of the columns that hold the lists. Throws UserError, naming `path`, if
  /// a list does not lie within it, or if there is not one list for each of `rows`.
  Extents(const Hdf5Reader& file, const std::filesystem::path& path, const std::string& group,
          const std::string& kind, std::size_t rows, std::size_t elements);

  /// The list of a row: its elements, converted.
  template <typename Value, typename Convert>
  std::vector<Value> take(std::size_t row, Convert element) const {
    std::vector<Value> list;
    for (std::int64_t i = first_[row]; i < first_[row] + count_[row]; ++i)
      list.push_back(element(static_cast<std::size_t>(i)));
    return list;
  }

 private:
  Integers first_, count_;
};

}  // namespace tiersim
