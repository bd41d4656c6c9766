#pragma once

#include <filesystem>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// Reads the training set (22,180 texts) or the test set (5,727 texts) of descriptions of packages
/// of Debian 12. The label of a description is the section of the archive that its package is in:
/// 20 classes, from "admin" to "x11", in alphabetical order.
///
/// A text is the long description as one line, at most 1,000 characters. There is one package of
/// each source package, and no text occurs twice. A package whose section is not among the 20
/// largest is left out. The order and the split follow a hash of the name of the source package.
///
/// The texts are in our repository, because the package index changes with every point release:
/// debian_sections.tsv.gz, written by scripts/write-debian-sections. Each description has the free
/// licence of its package (Debian Free Software Guidelines).
///
/// Throws UserError if the file is missing or malformed.
/// Source: index of Debian 12.15 "bookworm", main, amd64.
TextTable load_debian_sections(Split split);

/// Reads the training set or the test set from `file`, a gzip file in UTF-8. Its first line names
/// the tab-separated columns: split ("train" or "test"), label, package, text. The classes are all
/// labels that occur in the file, in alphabetical order. Throws UserError if the file is missing or
/// malformed, has more than 100,000 texts, or has a text of more than 10,000 bytes.
TextTable load_debian_sections(Split split, const std::filesystem::path& file);

}  // namespace tiersim::models
