#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/calibrate/measured_cells.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// A study whose scenarios are measured cells.
struct CellStudy {
  MeasuredCells measured;  ///< only the cells that the study has a scenario for
  ExpandedStudy study;     ///< scenario number i is measured.cells[i]
  /// Whether the overheads and sizes are fitted from this cell; one entry for each cell. The others
  /// are held out: they test the fit.
  std::vector<bool> fitted;

  std::vector<std::size_t> all_cells() const;
  std::vector<std::size_t> fitted_cells() const;
  /// A cell for messages: "net identity on edge at links.edge-cloud.bandwidth = 1 Mbps".
  std::string describe(std::size_t cell) const;
};

/// How a study is read for measured cells.
struct CellStudyOptions {
  /// Pairs of a swept path and a value. A cell is fitted if, for each path in `from`, its value is
  /// one of those of `from`.
  std::vector<std::pair<std::string, std::string>> from;
  /// Whether nothing is known of the testbed's computing. Every stage then has a service time of
  /// zero, and the study's own service times are not used.
  bool without_service{false};
};

/// Reads the study at the swept values of the cells, in place of its own sweep. Cells of a subject,
/// operator or deployment that the study lacks are left out and reported. Throws UserError if the
/// study sweeps a path that the cells lack, if a value of a cell is wrong for its setting, if
/// `from` names something that no cell has, and if a cell that is held out has no fitted cell of
/// the same subject, operator and deployment.
CellStudy read_cell_study(Document document, const Overrides& overrides, MeasuredCells cells,
                          const CellStudyOptions& options, const Report& report);

}  // namespace tiersim
