#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// Reads labelled texts, or pairs of texts, from a file with one example in each line and tabs
/// between columns. The first line names the columns, in any order: `label`, and `text` or `text1`
/// and `text2`. The names in GLUE and MRPC also work: `Quality`, `#1 String`, `#2 String`;
/// `sentence`, `sentence1`, `sentence2`. Other columns and blank lines are skipped. The file is
/// UTF-8, with or without a byte order mark. Quotes have no meaning.
///
/// Labels are the whole numbers 0 to K - 1, where K - 1 is the largest in the file; or they are
/// names, which are numbered in the order of their bytes. If `classes` is not empty, labels must be
/// these names, and a label's number is its index in `classes`. So a test file may lack a class
/// that the training file has.
///
/// Throws UserError "file:line: problem (remedy)" for a missing column, two columns of the same
/// meaning, a line with another number of columns than the first, an empty text or label, bytes
/// that are not UTF-8, a negative or unknown label, or a file without examples. Also throws it for
/// a line of more than a million bytes, for more than 10 million examples and for more than 10,000
/// classes. Throws UserError "file: problem (remedy)" if the file cannot be opened.
/// Source of the format: Dolan & Brockett, IWP 2005 (MRPC); Wang et al., ICLR 2019 (GLUE).
TextTable load_text_file(const std::filesystem::path& path,
                         const std::vector<std::string>& classes = {});

}  // namespace tiersim::models
