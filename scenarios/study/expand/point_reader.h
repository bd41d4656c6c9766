#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "scenarios/study/expand/expand.h"
#include "scenarios/study/read/study_sections.h"
#include "scenarios/study/read/sweep.h"
#include "scenarios/study/yaml/document.h"

namespace tiersim {

/// Reads one study at the points of its sweep, one after the other. What a swept path does not
/// touch is read once, and what several touch once for each combination of their values.
class PointReader {
 public:
  /// Leaves the last point's values in the document, which has been read once as it is written.
  PointReader(Document& document, const Study& written, const std::vector<SweepAxis>& axes);

  /// The point at these values, one number for each axis. Throws StudyError.
  SweepPoint read(const std::vector<std::size_t>& at);

 private:
  using Taken = std::map<std::string, SweepValue>;

  /// What a section holds at one combination of the values that touch it.
  struct Content {
    Study study;  ///< right where the section's own settings are
    Taken taken;
  };
  struct SectionState {
    const StudySection* section;
    std::vector<std::size_t> axes;  ///< that touch it
    bool recurs;                    ///< other axes make it come back to what it was
    std::optional<std::size_t> combination;
    Taken taken;
    std::unordered_map<std::size_t, Content> contents;
  };

  void update(SectionState& state, const std::vector<std::size_t>& at);
  const SweepValue* taken(const std::string& path) const;

  Document& document_;
  const std::vector<SweepAxis>& axes_;
  Study study_;
  Taken fixed_taken_;
  std::vector<SectionState> sections_;
};

}  // namespace tiersim
