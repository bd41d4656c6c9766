#include "scenarios/calibrate/fit_cells.h"

#include <catch2/catch.hpp>

#include "scenarios/calibrate/calibration_report.h"
#include "scenarios/calibrate/cell_times.h"
#include "sim/base/error.h"
#include "tests/scenarios/calibrate/testbed.h"

using namespace tiersim;
using tiersim::testing::Planted;
using tiersim::testing::TestbedFolder;

namespace {

const std::string kBandwidth = "links.mobile-edge.bandwidth";
const Report kQuiet = [](const std::string&) {};

/// A study, its cells and what was fitted to them.
struct Fitted {
  CellStudy cells;
  MeasuredStudy measured;
  CalibrationModel model;
  std::vector<double> values;

  Fitted(const TestbedFolder& folder, const std::string& text,
         const std::vector<std::string>& rates, bool known_sizes = false)
      : cells(read(folder, text, rates)),
        measured(measure(cells)),
        model(cells, measured, known_sizes),
        values(fit_cells(cells, model, 2)) {}

  double value(Parameter::Kind kind, const std::string& operator_name = "",
               const std::string& tier = "") const {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Parameter& known = model.parameters()[i];
      if (known.kind == kind && known.operator_name == operator_name && known.tier == tier)
        return kind == Parameter::Kind::overhead ? values[i] / 1e6 : values[i];
    }
    FAIL("no such parameter");
    return 0;
  }
  CellErrors held_out_errors() const {
    const AdjustedStudy adjusted = model.adjusted(values);
    return errors_of(cells, simulate_cells(adjusted.study, adjusted.measured, cells.all_cells(), 2),
                     false);
  }

 private:
  static CellStudy read(const TestbedFolder& folder, const std::string& text,
                        const std::vector<std::string>& rates) {
    folder.write("cells.csv", text);
    CellStudyOptions options;
    for (const std::string& rate : rates) options.from.emplace_back(kBandwidth, rate);
    return read_cell_study(folder.document(), {},
                           read_measured_cells(folder / "cells.csv", "cells.csv"), options, kQuiet);
  }
  static MeasuredStudy measure(const CellStudy& cells) {
    MeasuredStudy measured = prepare_variants(cells.study, kQuiet);
    measure_profiles(cells.study, measured, kQuiet);
    return measured;
  }
};

Planted testbed_with_overheads() {
  Planted planted;
  planted.mobile_ms = 3;
  planted.edge_ms = 5;
  planted.cloud_ms = 2;
  planted.first_ms = 1;
  planted.second_ms = 4;
  planted.payload = 123'000;  // the study says 50,000
  planted.sent = 40'000;      // the study's profiles say 10,000
  planted.seed = 7;           // other draws than the study's
  return planted;
}

}  // namespace

TEST_CASE("Planted overheads and sizes are found, and other rates are predicted", "[calibrate]") {
  const TestbedFolder folder("fit");
  const Fitted fitted(folder, folder.cells(testbed_with_overheads()), {"4 Mbps", "100 Mbps"});
  using Kind = Parameter::Kind;
  CHECK(fitted.value(Kind::payload) == Approx(123'000).epsilon(0.01));
  CHECK(fitted.value(Kind::stage_output, "halves") == Approx(40'000).epsilon(0.01));
  // An overhead is known as well as the latency it is a part of: 43, 59 and 54 ms at 100 Mbps.
  CHECK(fitted.value(Kind::overhead, "whole", "mobile") == Approx(3).margin(0.1));
  CHECK(fitted.value(Kind::overhead, "whole", "edge") == Approx(5).margin(0.1));
  CHECK(fitted.value(Kind::overhead, "whole", "cloud") == Approx(2).margin(0.1));
  // Only the sum of the overheads of both halves is told, 5 ms. Each half gets the same.
  CHECK(fitted.value(Kind::overhead, "halves", "mobile") == Approx(2.5).margin(0.1));
  CHECK(fitted.value(Kind::overhead, "halves", "edge") == Approx(2.5).margin(0.1));
  const CellErrors errors = fitted.held_out_errors();
  CHECK(errors.count == 8);  // four deployments at 10 and 25 Mbps
  CHECK(errors.worst < 0.02);
}

TEST_CASE("With known sizes, the cells of one rate tell the overheads",
          "[calibrate][not-sanitized]") {
  Planted planted = testbed_with_overheads();
  planted.payload = 50'000;
  planted.sent = 10'000;
  const TestbedFolder folder("known");
  const Fitted fitted(folder, folder.cells(planted), {"25 Mbps"}, true);
  CHECK(fitted.values.size() == 5);  // overheads
  CHECK(fitted.value(Parameter::Kind::overhead, "whole", "edge") == Approx(5).margin(0.1));
  CHECK(fitted.held_out_errors().count == 12);
  CHECK(fitted.held_out_errors().worst < 0.02);
}

TEST_CASE("Cells of one rate do not tell sizes from overheads", "[calibrate]") {
  const TestbedFolder folder("one-rate");
  const std::string text = folder.cells(testbed_with_overheads());
  CHECK_THROWS_WITH(
      Fitted(folder, text, {"4 Mbps"}),
      "cells.csv:1:1: the 4 cells of --from cannot tell the size of the payload from the overheads "
      "(add e.g. --from 'links.mobile-edge.bandwidth=10 Mbps', so that its links have two rates; "
      "or "
      "use --known-sizes if the study's sizes are right)");
}
