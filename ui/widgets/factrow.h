#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace pl::ui {

/// One fact about a lead: an icon, a text, and a small text at the right. A click copies a copyable fact and says so.
class FactRow : public QAbstractButton
{
    Q_OBJECT

public:
    FactRow(const QString &iconName, QWidget *parent);

    /// Hidden while `text` is empty.
    void setFact(const QString &text, const QString &aside = {});
    void setCopyable(const QString &what);
    void setStrong(bool strong) { m_strong = strong; }
    QString aside() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void copy();

    QString m_icon;
    QString m_aside;
    QString m_copies; ///< what a click copies, such as "phone number"; empty: nothing
    bool m_strong = false;
    QTimer m_copied;
};

} // namespace pl::ui
