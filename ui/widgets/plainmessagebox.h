#pragma once

#include <QMessageBox>

namespace pl::ui {

/// The only message box of this program. Its texts are never markup.
class PlainMessageBox : public QMessageBox
{
    Q_OBJECT

public:
    explicit PlainMessageBox(QWidget *parent);

    void setText(const QString &text);
    void setInformativeText(const QString &text);
    void setDetailedText(const QString &) = delete;
    void setTextFormat(Qt::TextFormat) = delete;
};

} // namespace pl::ui
