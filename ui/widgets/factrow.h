#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace pl::ui {

/// One fact about a lead: an icon, the words, and something small at the right. When it can be copied, a click copies
/// it and says so.
class FactRow : public QAbstractButton
{
    Q_OBJECT

public:
    FactRow(const QString &iconName, QWidget *parent);

    /// Hides itself when `text` is empty.
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
    QString m_copies; ///< what is copied: "phone number"; empty when it can't be
    bool m_strong = false;
    QTimer m_copied;
};

} // namespace pl::ui
