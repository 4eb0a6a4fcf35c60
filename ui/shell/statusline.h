#pragma once

#include "ui/office/officecontext.h"

#include <QWidget>

namespace pl::ui {

class ElidedLabel;

/// The line at the bottom: the state of the connection, the keys that work here, silent sources, and how much is
/// loaded.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(OfficeContext &context, QWidget *parent = nullptr);

    /// The current view's keys: key cap and word.
    void setKeys(const QList<std::pair<QString, QString>> &keys);
    void setPending(int writes);

public Q_SLOTS:
    void refresh();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString stateText() const;
    void showSilence();

    OfficeContext &m_context;
    int m_pending = 0;
    ElidedLabel *m_state;
    ElidedLabel *m_keys;
    ElidedLabel *m_sources; // the silent ones
    ElidedLabel *m_amount;
    QTimer m_second;
};

} // namespace pl::ui
