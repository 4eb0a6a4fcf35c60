#pragma once

#include "models/domain/service.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace pl::ui {

class PlainLabel;

/// The office's services as a checklist, with a filter above and a summary below. Space or a click checks an item.
class ServiceChecklist : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList services READ services WRITE check NOTIFY servicesChanged USER true)

public:
    explicit ServiceChecklist(QWidget *parent);

    /// Lists the active services; those in `chosen` are checked, and listed even when they are no longer offered.
    void setServices(const QList<Service> &services, const QStringList &chosen);
    /// The checked ones in the list's order, including those that the filter hides.
    QStringList services() const;

    /// Checks those of the list that are `chosen`, and no others.
    void check(const QStringList &chosen);

Q_SIGNALS:
    void servicesChanged();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void filter(const QString &text);
    void summarize();

    QLineEdit *m_filter;
    QListWidget *m_list;
    PlainLabel *m_summary;
};

} // namespace pl::ui
