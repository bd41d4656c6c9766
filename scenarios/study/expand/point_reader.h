#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "scenarios/study/read/study_sections.h"
#include "scenarios/study/sweep/sweep.h"
#include "scenarios/study/yaml/value.h"

namespace tiersim {

/// Reads one study at the points of its sweep, one after the other. A section that no swept path
/// touches is read once. A section that several paths touch is read once for each combination of
/// their values.
class PointReader {
 public:
  /// `written` is the study as it was read without the sweep. Afterwards the document has the
  /// values of the last point.
  PointReader(Document& document, ReadContext& context, const Study& written,
              const std::vector<SweepAxis>& axes);

  /// The point at these values: one index for each axis. Throws StudyError.
  SweepPoint read(const std::vector<std::size_t>& at);

 private:
  using Taken = std::map<std::string, SweepValue>;

  /// A section at one combination of the values that touch it.
  struct Content {
    Study study;  ///< only the section's own settings are set
    Taken taken;
  };
  struct SectionState {
    const StudySection* section;
    std::vector<std::size_t> axes;  ///< the axes that touch it
    bool recurs;                    ///< its combinations come again, because other axes change
    std::optional<std::size_t> combination;
    Taken taken;
    std::unordered_map<std::size_t, Content> contents;
  };

  void update(SectionState& state, const std::vector<std::size_t>& at);
  const SweepValue* taken(const std::string& path) const;

  Document& document_;
  ReadContext& context_;
  const std::vector<SweepAxis>& axes_;
  Study study_;
  Taken fixed_taken_;
  std::vector<SectionState> sections_;
};

}  // namespace tiersim
