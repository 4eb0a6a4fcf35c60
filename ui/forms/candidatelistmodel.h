#pragma once

#include "models/domain/candidate.h"

#include <QAbstractListModel>

namespace pl::ui {

/// The plumbers of one lead in their rank, narrowed by what is typed. Of the excluded ones one at a time may be asked
/// to be confirmed.
class CandidateListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        PlumberIdRole = Qt::UserRole, ///< QUuid
        EligibleRole,                 ///< bool
        ReasonRole,                   ///< "Same ZIP code · 1 of 4 today", or why it is excluded
        ConfirmRole                   ///< bool: the row asks "Assign anyway?"
    };

    using QAbstractListModel::QAbstractListModel;

    void setCandidates(const Lead &lead, const QList<Candidate> &candidates, const QHash<QUuid, Plumber> &plumbers);
    /// Every word must begin a word of the name, the e-mail address, the ZIP or the phone number.
    void setText(const QString &text);
    /// -1: no row asks.
    void setConfirmRow(int row);
    int eligibleCount() const;
    int totalCount() const { return static_cast<int>(m_all.size()); }

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

private:
    struct Entry
    {
        QUuid plumberId;
        QString name;
        QString reason;
        QString haystack;
        bool eligible = false;
    };

    QList<Entry> m_all;
    QList<Entry> m_shown;
    int m_confirmRow = -1;
};

} // namespace pl::ui
