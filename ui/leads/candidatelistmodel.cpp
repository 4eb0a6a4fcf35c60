#include "ui/leads/candidatelistmodel.h"

#include "models/base/foldedtext.h"
#include "ui/words/words.h"

#include <numeric>

namespace pl::ui {

namespace {

/// Folded, and with a blank before every word, so that " ann" finds the beginning of a word.
QByteArray haystackOf(const Plumber &plumber)
{
    const QString digits = QString(plumber.phoneNumber).remove(QLatin1Char('+'));
    const QStringList parts{plumber.fullName().simplified(), plumber.email, plumber.zipCode, digits};
    return folded(QLatin1Char(' ') + parts.join(QLatin1Char(' ')));
}

} // namespace

void CandidateListModel::setCandidates(const Lead &lead, const QList<Candidate> &candidates,
                                       const QHash<QUuid, Plumber> &plumbers)
{
    beginResetModel();
    m_service = lead.serviceNeeded;
    m_plumbers = plumbers;
    m_candidates = candidates;
    m_candidates.removeIf([&](const Candidate &candidate) {
        return candidate.plumberId == lead.assignedPlumberId || !plumbers.contains(candidate.plumberId);
    });
    m_eligible = static_cast<int>(std::count_if(m_candidates.cbegin(), m_candidates.cend(),
                                                [](const Candidate &candidate) { return candidate.eligible(); }));
    m_haystacks.clear();
    m_confirmRow = -1;
    m_shown.resize(m_candidates.size());
    std::iota(m_shown.begin(), m_shown.end(), 0);
    endResetModel();
}

const QByteArray &CandidateListModel::haystack(qsizetype i)
{
    if (m_haystacks.isEmpty()) {
        m_haystacks.reserve(m_candidates.size());
        for (const Candidate &candidate : std::as_const(m_candidates))
            m_haystacks += haystackOf(*m_plumbers.constFind(candidate.plumberId));
    }
    return m_haystacks[i];
}

void CandidateListModel::setText(const QString &text)
{
    const SearchWords typed(text);
    QByteArrayList words = typed.words();
    if (words.isEmpty() && m_shown.size() == m_candidates.size()) {
        setConfirmRow(-1);
        return;
    }
    for (QByteArray &word : words)
        word.prepend(' ');
    const auto fits = [&](const QByteArray &haystack) {
        return std::all_of(words.cbegin(), words.cend(),
                           [&](const QByteArray &word) { return haystack.contains(word); }) ||
               (!typed.digits().isEmpty() && haystack.contains(typed.digits()));
    };
    beginResetModel();
    m_confirmRow = -1;
    m_shown.clear();
    for (int i = 0; i < totalCount(); ++i)
        if (fits(haystack(i)))
            m_shown += i;
    endResetModel();
}

void CandidateListModel::setConfirmRow(int row)
{
    const int before = std::exchange(m_confirmRow, row);
    for (const int changed : {before, row})
        if (changed >= 0 && changed < m_shown.size())
            Q_EMIT dataChanged(index(changed), index(changed), {ConfirmRole});
}

int CandidateListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QString CandidateListModel::nameOf(const Candidate &candidate) const
{
    return m_plumbers.constFind(candidate.plumberId)->fullName();
}

QString CandidateListModel::reasonOf(const Candidate &candidate) const
{
    return candidate.eligible() ? candidateReasons(candidate) : exclusionText(candidate, m_service);
}

QVariant CandidateListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Candidate &candidate = m_candidates.at(m_shown.at(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(candidate);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1, %2").arg(nameOf(candidate), reasonOf(candidate));
    case PlumberIdRole:
        return candidate.plumberId;
    case EligibleRole:
        return candidate.eligible();
    case ReasonRole:
        return reasonOf(candidate);
    case ConfirmRole:
        return index.row() == m_confirmRow;
    case MilesRole:
        return candidate.miles ? QVariant(*candidate.miles) : QVariant();
    case RadiusRole:
        return candidate.radiusMiles;
    default:
        return {};
    }
}

} // namespace pl::ui
