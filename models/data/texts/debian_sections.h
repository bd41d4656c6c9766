#pragma once

#include <filesystem>

#include "models/data/dataset.h"
#include "models/data/texts/text_table.h"

namespace tiersim::models {

/// Descriptions of 27,907 packages of Debian 12. The label of a description is the section of the
/// archive that its package is in: 20 classes, from "admin" to "x11", in alphabetical order. 22,180
/// descriptions are for training, 5,727 for testing.
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

/// The same from another file: gzip, UTF-8, tabs between the columns split, label, package and
/// text, and a first line that names them.
TextTable load_debian_sections(Split split, const std::filesystem::path& file);

}  // namespace tiersim::models
