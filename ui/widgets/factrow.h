#pragma once

#include <QAbstractButton>
#include <QTimer>

namespace pl::ui {

/// One fact about a row: an icon, a text, a remark in amber behind it, and a small text at the right. A click copies a
/// copyable fact and says so. A link is reached by Tab, and Enter, Space or a click choose it (clicked()).
class FactRow : public QAbstractButton
{
    Q_OBJECT

public:
    FactRow(const QString &iconName, QWidget *parent);

    /// Hidden while `text` is empty.
    void setFact(const QString &text, const QString &aside = {});
    /// Shows quietly that there is none, such as "No phone"; nothing can be copied.
    void setUnknown(const QString &words);
    /// What is to be known about the fact, and why in the tool tip; empty: nothing. Part of neither text() nor a copy.
    void setRemark(const QString &remark, const QString &why = {});
    const QString &remark() const { return m_remark; }
    void setCopyable(const QString &what);
    /// Either this or setCopyable().
    void setLink(bool isLink);
    void setStrong(bool strong) { m_strong = strong; }
    QString aside() const;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    bool copies() const { return !m_copies.isEmpty() && !m_isUnknown; }
    void follow();
    void copy();
    int paintAside(QPainter &painter);
    void paintFact(QPainter &painter, int right);

    QString m_icon;
    QString m_aside;
    QString m_remark;
    QString m_why;
    QString m_copies; ///< what a click copies, such as "phone number"; empty: nothing
    bool m_strong = false;
    bool m_isUnknown = false;
    bool m_isLink = false;
    QTimer m_copied;
};

} // namespace pl::ui
