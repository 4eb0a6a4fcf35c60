#include "server/main/demo/steps.h"

namespace pl::demo {

QFuture<Result<>> Steps::run()
{
    next({});
    return m_answer.future();
}

void Steps::next(const nlohmann::json &before)
{
    if (m_steps.empty())
        return m_answer.finish({});
    const Step step = std::move(m_steps.front());
    m_steps.pop_front();
    onResult(this, step(before), [this](const Result<nlohmann::json> &answer) {
        answer ? next(*answer) : m_answer.finish(answer.error());
    });
}

} // namespace pl::demo
