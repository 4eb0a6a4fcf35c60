#pragma once

#include "ui/office/officecontext.h"

#include <QVariantMap>

namespace pl::ui {

class LeadsView;

/// Brings the person back to where they were in the list of leads, after a restart or a crash: the current lead, those
/// that were checked, what was scrolled to, the details over the table or in a window of their own. Kept in the
/// settings a second after it changes. The list itself, its columns and its sorting are kept by the window and by the
/// view.
class LeadsPlace : public QObject
{
    Q_OBJECT

public:
    /// `view` owns this; the place is restored when the leads are there and the list that was left is shown.
    LeadsPlace(OfficeContext &context, LeadsView &view);

    /// The window closes: keeps the place as it is, and what closes with the window no longer counts.
    void close();

private:
    void restore();
    void apply(const QVariantMap &place);
    void save();
    QVariantMap now() const;
    QString listKey() const;
    bool mayStillCome(const QString &list) const;
    bool isAmongOlder(const QUuid &lead) const;

    OfficeContext &m_context;
    LeadsView &m_view;
    std::optional<QVariantMap> m_wanted; ///< until it is restored
    bool m_isClosed = false;
    QTimer m_soon;
    QTimer m_paneSoon;
};

} // namespace pl::ui
