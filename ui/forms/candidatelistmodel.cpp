#include "ui/forms/candidatelistmodel.h"

#include "ui/common/words.h"

namespace pl::ui {

namespace {

/// Folded, and with a blank before every word, so that " ann" finds the beginning of a word.
QString haystackOf(const Plumber &plumber)
{
    const QString digits = QString(plumber.phoneNumber).remove(QLatin1Char('+'));
    const QStringList parts{plumber.fullName().simplified(), plumber.email, plumber.zipCode, digits};
    return (QLatin1Char(' ') + parts.join(QLatin1Char(' '))).toCaseFolded();
}

} // namespace

void CandidateListModel::setCandidates(const Lead &lead, const QList<Candidate> &candidates,
                                       const QHash<QUuid, Plumber> &plumbers)
{
    beginResetModel();
    m_all.clear();
    m_confirmRow = -1;
    for (const Candidate &candidate : candidates) {
        const auto plumber = plumbers.constFind(candidate.plumberId);
        if (plumber == plumbers.cend())
            continue;
        m_all += {candidate.plumberId, plumber->fullName(),
                  candidate.eligible() ? candidateReasons(candidate) : exclusionText(candidate, lead.serviceNeeded),
                  haystackOf(*plumber), candidate.eligible()};
    }
    m_shown = m_all;
    endResetModel();
}

void CandidateListModel::setText(const QString &text)
{
    const QStringList words = text.toCaseFolded().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    beginResetModel();
    m_confirmRow = -1;
    m_shown.clear();
    std::copy_if(m_all.cbegin(), m_all.cend(), std::back_inserter(m_shown), [&words](const Entry &entry) {
        return std::all_of(words.cbegin(), words.cend(),
                           [&entry](const QString &word) { return entry.haystack.contains(QLatin1Char(' ') + word); });
    });
    endResetModel();
}

void CandidateListModel::setConfirmRow(int row)
{
    const int before = std::exchange(m_confirmRow, row);
    for (const int changed : {before, row})
        if (changed >= 0 && changed < m_shown.size())
            Q_EMIT dataChanged(index(changed), index(changed), {ConfirmRole});
}

int CandidateListModel::eligibleCount() const
{
    return static_cast<int>(
        std::count_if(m_all.cbegin(), m_all.cend(), [](const Entry &entry) { return entry.eligible; }));
}

int CandidateListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CandidateListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_shown.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return entry.name;
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(entry.name, entry.reason);
    case PlumberIdRole:
        return entry.plumberId;
    case EligibleRole:
        return entry.eligible;
    case ReasonRole:
        return entry.reason;
    case ConfirmRole:
        return index.row() == m_confirmRow;
    default:
        return {};
    }
}

} // namespace pl::ui
