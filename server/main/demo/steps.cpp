#include "server/main/demo/steps.h"

#include "models/base/onresult.h"

namespace pl::demo {

QFuture<Result<>> Steps::run()
{
    m_promise.start();
    next({});
    return m_promise.future();
}

void Steps::next(const nlohmann::json &before)
{
    if (m_steps.empty())
        return finish({});
    const Step step = std::move(m_steps.front());
    m_steps.pop_front();
    onResult(this, step(before),
             [this](const Result<nlohmann::json> &answer) { answer ? next(*answer) : finish(answer.error()); });
}

void Steps::finish(const Result<> &outcome)
{
    m_promise.addResult(outcome);
    m_promise.finish();
}

} // namespace pl::demo
