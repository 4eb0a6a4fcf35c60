#include "server/intake/submissions.h"

#include <QCryptographicHash>

namespace pl::intake {

namespace {

bool isIdempotencyKey(const QByteArray &text)
{
    return !text.isEmpty() && text.size() <= 255 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

Result<QByteArray> idempotencyKeyOf(const http::Request &request)
{
    const QByteArray key = request.header("Idempotency-Key");
    if (key.isNull() || isIdempotencyKey(key))
        return key;
    Error error{ErrorCode::InvalidInput, QStringLiteral("An Idempotency-Key must be 1 to 255 visible characters.")};
    error.fields = {{QStringLiteral("Idempotency-Key"), QStringLiteral("invalid"), error.message}};
    return error;
}

QList<journal::Submission> submissionsOf(const LeadBody &body, const http::Request &request, const QByteArray &key,
                                         const Source &source)
{
    const QByteArray hash =
        key.isNull() ? QByteArray() : QCryptographicHash::hash(request.body, QCryptographicHash::Blake2b_256);
    QList<journal::Submission> submissions;
    submissions.reserve(body.leads.size());
    for (qsizetype row = 0; row < body.leads.size(); ++row) {
        const auto &lead = body.leads.at(row);
        if (!lead)
            continue;
        journal::Submission submission{source.id};
        submission.externalId = lead->externalId;
        if (!key.isNull())
            submission.idempotencyKey = submissions.isEmpty() ? key : key + ' ' + QByteArray::number(row);
        submission.bodyHash = hash;
        submission.payload = lead->row;
        submission.receivedAt = Timestamp::now();
        submissions.append(std::move(submission));
    }
    return submissions;
}

} // namespace pl::intake
