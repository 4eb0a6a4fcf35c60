#pragma once

#include "models/tables/messagetablemodel.h"
#include "ui/office/officecontext.h"
#include "ui/widgets/plaindelegate.h"
#include "ui/widgets/rowtable.h"

namespace pl::ui {

/// Paints a cell of MessageTableModel: the status as a chip, messages that weren't needed in a muted color.
class MessageDelegate : public RowDelegate
{
    Q_OBJECT

public:
    MessageDelegate(const OfficeContext &context, const tables::MessageTableModel &model, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QString textOf(const Notification &message, int column) const;

private:
    QString receiverText(const Notification &message) const;

    const OfficeContext &m_context;
    const tables::MessageTableModel &m_model;
};

/// The table of messages. Columns and sorting are remembered.
class MessageTable : public RowTable
{
    Q_OBJECT

public:
    MessageTable(OfficeContext &context, tables::MessageTableModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void currentMessageChanged();

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
};

} // namespace pl::ui
