#pragma once

#include "ui/office/officecontext.h"

#include <QWidget>

namespace pl::ui {

class ElidedLabel;

/// The line at the bottom: live or since when not, the keys that work here, sources that have fallen silent, how much
/// is loaded.
class StatusLine : public QWidget
{
    Q_OBJECT

public:
    explicit StatusLine(OfficeContext &context, QWidget *parent = nullptr);

    /// The keys of the view in sight: cap and word.
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
    ElidedLabel *m_sources; // those that have fallen silent
    ElidedLabel *m_amount;
    QTimer m_second;
};

} // namespace pl::ui
