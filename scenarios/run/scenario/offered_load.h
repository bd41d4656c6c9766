#pragma once

#include <string>

#include "scenarios/study/study.h"
#include "sim/simulate.h"

namespace tiersim {

/// Names a link that no message of the scenario can pass; empty where there is none. `settings` are
/// those of the scenario.
std::string closed_link(const Study& settings, const Scenario& scenario);

/// Why a scenario says nothing of the steady state: a tier or link is offered more than it can
/// serve, however long requests keep coming. Empty where that is not so. Of Wi-Fi the capacity is
/// not known beforehand.
std::string overload(const Study& settings, const Scenario& scenario);

}  // namespace tiersim
