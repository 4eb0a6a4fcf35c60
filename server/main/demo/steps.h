#pragma once

#include "models/base/answer.h"

#include <QObject>

#include <nlohmann/json.hpp>

#include <deque>
#include <functional>

namespace pl::demo {

/// Runs asynchronous steps one after another and stops at the first failure. A step receives the previous one's answer
/// and may add further steps.
class Steps : public QObject
{
    Q_OBJECT
public:
    using Step = std::function<QFuture<Result<nlohmann::json>>(const nlohmann::json &before)>;
    using QObject::QObject;

    void add(Step step) { m_steps.push_back(std::move(step)); }
    /// Call once. The future finishes with the last step.
    QFuture<Result<>> run();

private:
    void next(const nlohmann::json &before);

    std::deque<Step> m_steps;
    const Answer<> m_answer;
};

} // namespace pl::demo
