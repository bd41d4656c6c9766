#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "scenarios/calibrate/cell_study.h"
#include "scenarios/measure/measured_study.h"
#include "scenarios/study/expand/expand.h"

namespace tiersim {

/// One number that a calibration fits.
struct Parameter {
  enum class Kind {
    overhead,     ///< time that is added to each service time on a tier, in nanoseconds, from 0
    payload,      ///< size of the message to the first tier, in bytes, from 1
    stage_output  ///< size of the message from the first half of a model to the second, in bytes
  };
  Kind kind;
  std::string subject, operator_name;  ///< empty for the payload
  std::string tier;                    ///< empty unless this is an overhead

  double least() const { return kind == Kind::overhead ? 0 : 1; }
};

/// The parameters that the latency of one cell depends on, as indices.
struct CellParameters {
  std::vector<std::size_t> overheads;  ///< one for each stage
  std::optional<std::size_t> payload, stage_output;
};

/// A study and its measurements, as run_scenario() takes them.
struct AdjustedStudy {
  ExpandedStudy study;
  MeasuredStudy measured;
};

/// Samples of a stage on a tier, before the calibration, and the overhead to add to them.
struct CalibratedStage {
  std::string subject, operator_name;
  int stage;
  std::string tier;
  ProfileId profile;
  VariantId variant;
  std::size_t overhead;                     ///< index of its parameter
  std::optional<std::size_t> stage_output;  ///< index of the parameter of what it sends on
};

/// What a calibration fits, and how that changes a study: an overhead for each subject, operator
/// and tier, which is the same at all swept values; one payload for the whole study; and for each
/// split model the size of what its first half sends.
class CalibrationModel {
 public:
  /// With `known_sizes`, all sizes stay those of the study. The payload also stays if a swept path
  /// sets it, or if no cell sends it over a link. The arguments must outlive this object. Throws
  /// UserError if a profile differs between swept values or deployments, because a file of imported
  /// profiles cannot hold that.
  CalibrationModel(const CellStudy& cells, const MeasuredStudy& measured, bool known_sizes);

  const std::vector<Parameter>& parameters() const { return parameters_; }
  const CellParameters& of(std::size_t cell) const { return of_cell_[cell]; }
  /// Every stage on every tier that the cells compute, each once.
  const std::vector<CalibratedStage>& stages() const { return stages_; }
  /// The values before the calibration: no overheads, and the study's own sizes.
  const std::vector<double>& start() const { return start_; }

  /// The study with these values of the parameters. `extra` is added to the overheads of the first
  /// and of the second stage, in nanoseconds. If `fidelity` is given, it replaces the study's own.
  AdjustedStudy adjusted(const std::vector<double>& values,
                         const std::array<double, 2>& extra = {0, 0},
                         std::optional<Fidelity> fidelity = {}) const;

 private:
  void add_cell(std::size_t cell, bool known_sizes);
  std::size_t index_of(const Parameter& parameter, double start);
  void add_stage(CalibratedStage stage);

  const CellStudy& cells_;
  const MeasuredStudy& measured_;
  std::vector<Parameter> parameters_;
  std::vector<double> start_;
  std::vector<CellParameters> of_cell_;
  std::vector<CalibratedStage> stages_;
  std::map<std::array<std::string, 4>, std::size_t> known_parameters_, known_stages_;
};

}  // namespace tiersim
