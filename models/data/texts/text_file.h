#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// Labelled texts, or pairs of texts, from a file of one example a line, its columns parted by
/// tabs. The first line names the columns, in any order: `label` and either `text` or `text1` and
/// `text2`; GLUE's and MRPC's names (`Quality`, `#1 String`, `#2 String`; `sentence`, `sentence1`,
/// `sentence2`) do as well, and further columns are passed over. UTF-8, with or without a byte
/// order mark; quotes are characters like any other; blank lines are passed over.
///
/// Labels are the integers 0 to K - 1, K being one more than the largest, or else names, which are
/// numbered in the order of their bytes. Where `classes` are given, labels are those names: a test
/// file may lack a class that the training file has.
///
/// Throws UserError, "file:line: problem (remedy)": a missing column, a line with more or fewer
/// columns than the first, an empty text, what is not UTF-8, a negative or unknown label, no
/// example at all, more than a million bytes in a line, 10 million lines or 10,000 classes.
/// Source of the form: Dolan & Brockett, IWP 2005 (MRPC); Wang et al., ICLR 2019 (GLUE).
TextTable load_text_file(const std::filesystem::path& path,
                         const std::vector<std::string>& classes = {});

}  // namespace tiersim::models
