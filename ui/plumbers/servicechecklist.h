#pragma once

#include "models/domain/service.h"

#include <QWidget>

class QLineEdit;
class QListWidget;

namespace pl::ui {

class PlainLabel;

/// The office's services as a list to tick, with a filter above and what is chosen in a line below. Space or a click
/// ticks.
class ServiceChecklist : public QWidget
{
    Q_OBJECT
    Q_PROPERTY(QStringList services READ services NOTIFY servicesChanged USER true)

public:
    explicit ServiceChecklist(QWidget *parent);

    /// The active ones; those of `chosen` are ticked, and listed even when they are no longer offered.
    void setServices(const QList<Service> &services, const QStringList &chosen);
    /// The ticked ones, in the order of the list, whether the filter shows them or not.
    QStringList services() const;

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
