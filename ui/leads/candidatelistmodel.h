#pragma once

#include "models/domain/candidate.h"
#include "models/domain/lead.h"
#include "models/domain/plumber.h"

#include <QAbstractListModel>

namespace pl::ui {

/// The plumbers of one lead in their rank, narrowed by what is typed. Of the excluded ones one at a time may be asked
/// to be confirmed. Words are made for the rows that are looked at: 20,000 plumbers keep nobody waiting.
class CandidateListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlumberIdRole = Qt::UserRole, ///< QUuid
        EligibleRole,                 ///< bool
        ReasonRole,                   ///< "4.2 miles · 1 of 4 today", or why it is excluded
        ConfirmRole,                  ///< bool: the row asks "Assign anyway?"
        MilesRole,                    ///< double, or invalid when the distance is unknown
        RadiusRole                    ///< int
    };

    using QAbstractListModel::QAbstractListModel;

    /// Without the plumber who has the lead.
    void setCandidates(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers);
    /// Every word must begin a word of the name, the e-mail address, the ZIP or the phone number.
    void setText(const QString &text);
    /// -1: no row asks.
    void setConfirmRow(int row);
    int eligibleCount() const { return m_eligible; }
    int totalCount() const { return static_cast<int>(m_candidates.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    const QByteArray &haystack(qsizetype i);
    QString nameOf(const Candidate &candidate) const;
    QString reasonOf(const Candidate &candidate) const;

    QString m_service;
    QList<Candidate> m_candidates;
    QHash<QUuid, Plumber> m_plumbers;
    QByteArrayList m_haystacks; ///< by position in m_candidates; made when first searched
    QList<int> m_shown;         ///< positions in m_candidates
    int m_eligible = 0;
    int m_confirmRow = -1;
};

} // namespace pl::ui
