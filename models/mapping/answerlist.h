#pragma once

#include "models/mapping/fieldfinder.h"

#include <nlohmann/json.hpp>

namespace pl::mapping {

/// What was sent beside the lead's own fields: question → answer, in the order of the body. Holds at most 100 answers
/// of 2,000 characters, and 32 KiB; what is beyond is counted under "…".
class AnswerList
{
public:
    void add(const QString &question, const QString &answer);
    /// Everything in the body that nobody took: pairs and the mapping's questions by their question, other values by
    /// their name at the top and by their path below.
    void addRest(FieldFinder &finder, const Mapping &mapping);
    nlohmann::ordered_json take();

private:
    void addQuestions(FieldFinder &finder, const QuestionRule &rule);
    void addBelow(const FieldFinder &finder, int number);

    nlohmann::ordered_json m_answers = nlohmann::ordered_json::object();
    qsizetype m_size = 0;
    int m_leftOut = 0;
};

} // namespace pl::mapping
