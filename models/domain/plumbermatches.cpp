#include "models/domain/plumbermatches.h"

#include "models/domain/contactfields.h"

namespace pl {
namespace {

QString foldedAddress(const QString &email)
{
    return email.trimmed().toCaseFolded();
}

} // namespace

PlumberMatches::PlumberMatches(const QHash<QUuid, Plumber> &plumbers)
{
    for (const Plumber &plumber : plumbers) {
        m_byPhone.insert(plumber.phoneNumber, plumber.id);
        m_byEmail.insert(foldedAddress(plumber.email), plumber.id);
        if (plumber.status == PlumberStatus::Removed)
            m_removed.insert(plumber.id);
    }
}

QList<PlumberMatches::Match> PlumberMatches::find(const QString &phone, const QString &email, const QUuid &self) const
{
    QMap<QUuid, Match> found;
    const auto take = [&](const QUuid &id, bool Match::*what) {
        if (id == self)
            return;
        Match &match = found[id];
        match.plumberId = id;
        match.isRemoved = m_removed.contains(id);
        match.*what = true;
    };
    if (!phone.isEmpty())
        for (auto [id, end] = m_byPhone.equal_range(phone); id != end; ++id)
            take(*id, &Match::hasPhone);
    if (!email.isEmpty())
        for (auto [id, end] = m_byEmail.equal_range(email); id != end; ++id)
            take(*id, &Match::hasEmail);
    return found.values();
}

QList<PlumberMatches::Match> PlumberMatches::of(const Plumber &plumber) const
{
    QList<Match> matches = find(plumber.phoneNumber, foldedAddress(plumber.email), plumber.id);
    matches.removeIf([](const Match &match) { return match.isRemoved; });
    return matches;
}

QList<PlumberMatches::Match> PlumberMatches::ofTyped(const QString &phone, const QString &email,
                                                     const QUuid &self) const
{
    FieldErrors wrong;
    const QString number = phone.trimmed().isEmpty() ? QString() : checkPhone(phone, wrong);
    QList<Match> matches = find(wrong.list().isEmpty() ? number : QString(), foldedAddress(email), self);
    std::stable_partition(matches.begin(), matches.end(), [](const Match &match) { return !match.isRemoved; });
    return matches;
}

} // namespace pl
