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

/// Reads the settings of a study at each point of its sweep. A section is a part of the study that
/// is read as a whole, such as the settings of one link. A section whose settings are not swept is
/// read once. A section with swept settings is read once for each combination of their values.
class PointReader {
 public:
  /// Reads the settings that no sweep can change. `written` is the study as it was read without the
  /// sweep. `document`, `context` and `axes` must outlive this object. Each call of read() puts the
  /// swept values of its point into `document`, and they stay there.
  PointReader(Document& document, ReadContext& context, const Study& written,
              const std::vector<SweepAxis>& axes);

  /// Reads one point. `at` has one index for each axis: the number of the value that the axis has
  /// at this point. Throws StudyError if the values are wrong or do not go together, or if a swept
  /// path is no setting.
  SweepPoint read(const std::vector<std::size_t>& at);

 private:
  using Taken = std::map<std::string, SweepValue>;

  /// A copy of a section's settings, kept for other points. `study` was read at one combination of
  /// values of the axes that change the section. `taken` has the swept values that were read then.
  struct Content {
    Study study;  ///< only the section's own settings are set
    Taken taken;
  };
  struct SectionState {
    const StudySection* section;
    /// Indices of the sweep axes that change settings of the section.
    std::vector<std::size_t> axes;
    /// Whether the same combination of the section's swept values occurs at several points of the
    /// sweep, because axes of other sections change meanwhile. Only then `contents` is used.
    bool recurs;
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
