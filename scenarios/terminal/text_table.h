#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tiersim {

/// A table as text, a line for each row. The first row has the titles. Every row has the same
/// number of cells. Columns are as wide as their widest cell. The columns from `first_number` up to
/// and without `end_of_numbers` are aligned on the right, the others on the left.
std::string text_table(const std::vector<std::vector<std::string>>& rows, std::size_t first_number,
                       std::size_t end_of_numbers);

/// The title of a swept column: the path without its first part. "links.edge-cloud.bandwidth" is
/// long for a column, and "edge-cloud.bandwidth" says it all.
std::string sweep_title(const std::string& path);

}  // namespace tiersim
