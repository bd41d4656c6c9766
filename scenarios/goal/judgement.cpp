#include "scenarios/goal/judgement.h"

#include <algorithm>
#include <cmath>

namespace tiersim {
namespace {

/// 70 % is 0.7000000000000001 if it is computed as 70 * 0.01.
constexpr double kRounding = 1e-9;

double shortfall_of(const Criterion& criterion, double number) {
  if (std::isnan(number)) return 1;
  const double beyond = criterion.is_least ? criterion.limit - number : number - criterion.limit;
  return beyond / criterion.limit;
}

Sureness sureness_of(const Criterion& criterion, const Figure& figure) {
  const double best = criterion.is_least ? figure.high : figure.low;
  const double worst = criterion.is_least ? figure.low : figure.high;
  if (reaches(criterion, figure.value))
    return reaches(criterion, worst) ? Sureness::surely : Sureness::probably;
  const bool is_open = std::isnan(figure.value) || std::isnan(best) || reaches(criterion, best);
  return is_open ? Sureness::probably_not : Sureness::surely_not;
}

}  // namespace

const char* name_of(Sureness sureness) {
  switch (sureness) {
    case Sureness::surely:
      return "surely";
    case Sureness::probably:
      return "probably";
    case Sureness::probably_not:
      return "probably not";
    default:
      return "surely not";
  }
}

bool reaches(const Criterion& criterion, double number) {
  return !std::isnan(number) && shortfall_of(criterion, number) <= kRounding;
}

Judgement judge(const std::vector<Criterion>& criteria, const std::vector<Figure>& figures) {
  Judgement judgement;
  for (std::size_t i = 0; i < criteria.size(); ++i) {
    judgement.sureness = std::max(judgement.sureness, sureness_of(criteria[i], figures[i]));
    judgement.shortfall =
        std::max(judgement.shortfall, shortfall_of(criteria[i], figures[i].value));
  }
  return judgement;
}

}  // namespace tiersim
