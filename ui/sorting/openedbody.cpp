#include "ui/sorting/openedbody.h"

#include <QPromise>
#include <QThreadPool>

namespace pl::ui {
namespace {

constexpr qsizetype kReadHere = 100'000; ///< bytes

} // namespace

OpenedBody::OpenedBody(const QString &contentType, const QByteArray &bytes)
    : m_raw(QString::fromUtf8(bytes.first(std::min(bytes.size(), kMaxRawBytes))))
{
    auto read = mapping::readBody(contentType.toUtf8(), bytes);
    if (!read) {
        m_problem = read.error().message;
        return;
    }
    m_read = std::move(read).value();
    m_tree.emplace(m_read->tree);
}

QFuture<Result<OpenedBodyPtr>> openBody(const QString &contentType, const QByteArray &bytes)
{
    const auto promise = std::make_shared<QPromise<Result<OpenedBodyPtr>>>();
    promise->start();
    const auto open = [promise, contentType, bytes] {
        promise->addResult(Result<OpenedBodyPtr>(std::make_shared<const OpenedBody>(contentType, bytes)));
        promise->finish();
    };
    if (bytes.size() <= kReadHere)
        open();
    else
        QThreadPool::globalInstance()->start(open);
    return promise->future();
}

} // namespace pl::ui
